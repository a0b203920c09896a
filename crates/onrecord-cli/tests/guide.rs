//! Every command and every long option has its place in the guide.

use std::process::Command;

fn help(command: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord")).args(command).arg("--help").output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn commands_and_options_are_explained() {
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let top = help(&[]);
    let commands = top.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands = commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let mut missing = Vec::new();
    for command in commands {
        if !guide.contains(&format!("## onrecord {command}")) {
            missing.push(format!("heading 'onrecord {command}'"));
        }
        for line in help(&[command]).lines().map(str::trim_start).filter(|line| line.starts_with('-')) {
            let option = line.split([' ', ',', '=']).find(|word| word.starts_with("--"));
            missing.extend(
                option.filter(|option| !guide.contains(&format!("`{option}"))).map(|it| format!("{command} {it}")),
            );
        }
    }
    assert!(missing.is_empty(), "docs/guide.md lacks {missing:?}");
}
