<?php
// Fills an empty WordPress with an invented newspaper: php seed.php SITE_DIRECTORY
// 36 articles over 27 days, 324 comments of them in threads up to five deep, two of them awaiting approval.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'herald.example';
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('The Quillport Herald', 'editor', 'desk@herald.example', true, '', 'throwaway');
wp_delete_post(1, true);
wp_delete_comment(1, true);
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
update_option('timezone_string', 'America/Chicago');
update_option('thread_comments_depth', 5);
$GLOBALS['wp_rewrite']->init();
flush_rewrite_rules(false);

mt_srand(7);
$subjects = ['Ferry Street potholes', 'the tram strike', 'Riverwall Park', 'the water bill', 'Saddler Street lights', 'bin collection',
    'the lift bridge', 'school crossings', 'the “night bus”', 'Lantern Bay & the harbour'];
$verbs = ['to be mended by spring', 'divides the council', 'reopens', 'costs more than planned', 'is late again', 'wins support'];
$openings = ['Finally somebody says it:', 'I walk there every day and', 'With respect,', 'My street has waited for years;', 'Good news:',
    'Nobody asked us, but', 'Thanks to the crew —', 'It’s a disgrace that'];
$middles = ['the pavement is broken', 'the trams run late', 'the new benches are lovely', 'the lights are out again', 'the bins stay full',
    'the price goes up <em>every</em> year', 'the park is safe at night', 'the bridge is stuck open'];
$endings = ['and nobody answers the phone.', 'so please keep going!', 'near <a href="https://quillport.example/map">this corner</a>.',
    "\n\nSecond paragraph: 5 < 6 & that is that.", 'says the council. Really?', 'since the storm 🌧.'];
$names = ['Ada Fenwick', 'Tom Osgood', 'M. Larch', 'Inés Prado', 'Böðvar K.', 'Rosalind Quay', 'A neighbour', 'Jo Tern', 'Wick & Sons', 'Night Owl'];
$pick = fn(array $list) => $list[mt_rand(0, count($list) - 1)];
$start = time() - 27 * 86400;

for ($a = 0; $a < 36; $a++) {
    $time = $start + (int) ($a * 27 * 86400 / 36) + mt_rand(0, 3600);
    $subject = $subjects[$a % 10];
    $title = ucfirst($subject) . ' ' . $verbs[$a % 6];
    $content = "<!-- wp:paragraph -->\n<p>Quillport, day $a. The council spoke about $subject on Tuesday&nbsp;night.</p>\n<!-- /wp:paragraph -->\n"
        . "<p>“We hear you,” said the clerk. <a href=\"/about/?utm_source=story\">More about it</a>.</p>\n<ul><li>first point</li><li>second point</li></ul>";
    $post = wp_insert_post(['post_title' => $title, 'post_name' => sanitize_title("$a $subject"), 'post_content' => $content,
        'post_status' => 'publish', 'post_author' => 1, 'post_date_gmt' => gmdate('Y-m-d H:i:s', $time),
        'post_date' => get_date_from_gmt(gmdate('Y-m-d H:i:s', $time))], true);
    $parents = [0];
    for ($c = 0; $c < 9; $c++) {
        // Several share a second, as imports and bursts do.
        $at = $time + 600 + (int) ($c / 2) * mt_rand(300, 4000);
        $at = min($at, time() - 60);
        $parent = $c === 0 ? 0 : $pick($parents);
        $comment = wp_insert_comment(['comment_post_ID' => $post, 'comment_author' => wp_slash($pick($names)),
            'comment_author_email' => "reader$c@herald.example", 'comment_parent' => $parent, 'comment_approved' => ($a === 3 && $c > 6) ? 0 : 1,
            'comment_content' => wp_slash($pick($openings) . ' ' . $pick($middles) . ' ' . $pick($endings)),
            'comment_date_gmt' => gmdate('Y-m-d H:i:s', $at), 'comment_date' => get_date_from_gmt(gmdate('Y-m-d H:i:s', $at))]);
        if ($a !== 3 || $c <= 6) {
            $parents[] = $comment;
        }
    }
}
echo wp_count_posts()->publish, ' articles, ', get_comments(['count' => true, 'status' => 'approve']), " comments\n";
