<?php
// What a day does to a newspaper's comments: php change.php SITE_DIRECTORY. Prints what was done, as JSON.
$_SERVER['HTTP_HOST'] = 'herald.example';
require $argv[1] . '/wp-load.php';

$newest = get_comments(['status' => 'approve', 'number' => 60, 'orderby' => 'comment_date_gmt', 'order' => 'DESC', 'fields' => 'ids']);
$leaves = array_values(array_filter($newest, fn($id) => get_comments(['parent' => $id, 'count' => true]) === 0));
$done = ['edited' => [], 'trashed' => [], 'removed' => [], 'unapproved' => [], 'added' => [], 'articles' => []];
foreach (array_slice($leaves, 0, 3) as $id) {
    wp_update_comment(['comment_ID' => $id, 'comment_content' => 'Corrected: the crossing was mended on Monday, thank you.']);
    $done['edited'][] = (int) $id;
}
foreach (array_slice($leaves, 3, 2) as $id) {
    wp_trash_comment($id);
    $done['trashed'][] = (int) $id;
}
wp_delete_comment($leaves[5], true);
$done['removed'][] = (int) $leaves[5];
wp_set_comment_status($leaves[6], 'hold');
$done['unapproved'][] = (int) $leaves[6];
$articles = get_posts(['numberposts' => 3]);
for ($n = 0; $n < 5; $n++) {
    $done['added'][] = wp_insert_comment(['comment_post_ID' => $articles[0]->ID, 'comment_author' => "Newcomer $n", 'comment_approved' => 1,
        'comment_author_email' => "new$n@herald.example", 'comment_parent' => $n === 0 ? 0 : $done['added'][$n - 1],
        'comment_content' => "A new word on this, number $n, from Kelp Street."]);
}
wp_update_post(['ID' => $articles[1]->ID, 'post_title' => $articles[1]->post_title . ' (corrected)']);
wp_trash_post($articles[2]->ID);
$done['articles'] = ['edited' => $articles[1]->ID, 'trashed' => $articles[2]->ID,
    'added' => wp_insert_post(['post_title' => 'Kelp Street gets a bench', 'post_content' => '<p>One bench, at last.</p>', 'post_status' => 'publish', 'post_author' => 1])];
echo json_encode($done), "\n";
