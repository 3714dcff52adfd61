// Common given names of the census lists of the United States, in lower case.

export const givenNames: ReadonlySet<string> = new Set(
  `
  aaron adam alan albert alex alexander alice allison amanda amy andrea andrew angela anna anne anthony arthur ashley barbara benjamin betty
  brandon brenda brian bruce carl carol carolyn catherine charles cheryl christina christine christopher cynthia daniel david deborah dennis diana
  diane donald donna dorothy douglas edward elizabeth emily emma eric eugene evelyn frances frank gary george gerald gloria grace gregory hannah
  harold heather helen henry jack jacob jacqueline james janet janice jason jean jeffrey jennifer jerry jessica joan joe john jonathan joseph
  joshua joyce juan judith judy julia julie justin karen katherine kathleen keith kelly kenneth kevin kimberly larry laura lauren linda lisa
  louis margaret maria marie marilyn mark martha mary matthew megan melissa michael michelle nancy nathan nicholas nicole olivia pamela patricia
  patrick paul peter philip rachel ralph raymond rebecca richard robert roger ronald rose roy russell ruth ryan samantha samuel sandra sara sarah
  scott sean sharon shirley stephanie stephen steven susan teresa theresa thomas timothy tyler victoria vincent virginia walter wayne whitney
  william zachary`
    .trim()
    .split(/\s+/),
);
