"""What can be wrong with a table of codings, and what such a table cannot hold."""

from surveykit.problems import Rule

UNREADABLE = Rule(
    "SK940",
    "The file cannot be read as a table of codings",
    "It is damaged, too large, or has not the columns of codings; nothing is taken from it.",
    "a table without a column `case`",
    "Give it the columns case, question, coder and codes; or case and a column for each coder.",
)
UNKNOWN_CODE = Rule(
    "SK941",
    "A code is not in the coding frame",
    "It is kept as it is written, and counts as a code of its own until somebody says what it stands for.",
    "case,question,coder,codes\nIT01,after_text,ida,EXPORT",
    "Correct the table, or add the code to the frame; codes may be written as keys, labels or GUIDs.",
)
INCOMPLETE = Rule(
    "SK942",
    "A row does not say whose codes they are",
    "Without the case or the coder a judgement belongs to nobody; the row is left out.",
    "case,question,coder,codes\n,after_text,ida,EXP",
    "Fill the cell in.",
)
DOUBLED = Rule(
    "SK943",
    "The same row stands in the table twice",
    "It is read once; a table pasted together from two copies often has such rows.",
    "case,question,coder,codes\nIT01,after_text,ida,EXP\nIT01,after_text,ida,EXP",
    "Delete one of the rows.",
)
CONTRADICTED = Rule(
    "SK944",
    "A coder holds two things of one answer",
    "Only one of them can be the judgement of that coder; the first is taken, and the other stands in the message.",
    "case,question,coder,codes\nIT01,after_text,ida,EXP\nIT01,after_text,ida,NONE",
    "Delete the row that does not hold, or name the coder of it.",
)
NOT_READ = Rule(
    "SK945",
    "A column or cell is not read",
    "Nothing that has a place among codings is known by this name, or what stands there has another form.",
    "a column `synthetic`, or an outcome `perhaps`",
    "Rename the column or correct the cell if it matters.",
)
GUESSED = Rule(
    "SK946",
    "A table does not say who coded or which question",
    "The name of the file, or the question of the frame, is taken instead.",
    "ida.csv with the columns case and codes",
    "Add the column.",
)
ONE_CODER = Rule(
    "SK957",
    "Coders have names that differ in capitals only",
    "They count as several; their agreement would be that of one person with herself.",
    "case,question,coder,codes\nIT01,after_text,ida,EXP\nIT02,after_text,Ida,EXP",
    "Write the name in one way.",
)
NOT_HELD = Rule(
    "SK947",
    "The table has no place for something",
    "Who opens it later will not see it; the store of codings keeps it.",
    "spans and notes in a table with one column per coder",
    "Write the long layout, which holds every judgement; keep the store or its bundle for the rest.",
)
