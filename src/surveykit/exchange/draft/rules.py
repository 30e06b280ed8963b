"""What a reader of foreign forms tells: the rules that REDCap, formr, LimeSurvey, DDI and dictionaries share."""

from surveykit.problems import Rule

NOT_TRANSLATED = Rule(
    "SK575",
    "An expression is not translated",
    "It uses what our language has not; a guess would ask the wrong people.",
    "`datediff([birth], 'today', 'y') > 18` in a REDCap dictionary",
    "It stands under `notes` with its place: write it by hand, or leave the note to the makers.",
)
BLANKS_TOLD = Rule(
    "SK576",
    "Blanks needed a rule of their own",
    "Where a blank counts as an empty text, `a <> 1` is true of a blank; so the translation says `a is missing or ..`.",
    "`[a] <> '1'` in a REDCap dictionary",
    "Take `is missing` away where blanks were not meant.",
)
NOT_HELD = Rule(
    "SK577",
    "Our language has no place for this",
    "What is left out without a word is missed only in the field.",
    "a question of type `file`",
    "It stands under `notes` with its place.",
)
RENAMED = Rule(
    "SK578",
    "A name or code is changed",
    "Names are letters, digits and _, at most 32, and each stands once.",
    "two fields called `size`, or a field called `2nd-partner`",
    "Use the new name; the data of the old form have the old one.",
)
UNKNOWN_TYPE = Rule(
    "SK579",
    "The type of a question is not known",
    "It is read as an open text, so that nothing is lost; that may be wrong.",
    "`type: hologram`",
    "Correct the type in the form, or in the file made.",
)
BAD_CHOICES = Rule(
    "SK580",
    "The choices cannot be read",
    "A choice without a code cannot be counted, and a code that stands twice means two things.",
    "`1, Yes | No` in a REDCap dictionary",
    "Correct the choices in the form.",
)
RAGGED = Rule(
    "SK581",
    "A row has more or fewer cells than the heading",
    "What stands in the wrong column is read as something else.",
    "a row of 15 cells under a heading of 18",
    "Look at the row: a quote or a separator is lacking, or one is too many.",
)
BAD_LIMIT = Rule(
    "SK582",
    "A limit cannot be read",
    "A range that is not a range cannot be checked.",
    "`min: abc`, or a least value above the greatest",
    "Correct the limit in the form, or write a range in the file made.",
)
MARKUP_GONE = Rule(
    "SK583",
    "Formatting is taken away",
    "A terminal and a codebook show plain words; bold letters and colours are not among them.",
    "`<b>Size</b> of the firm`",
    "Nothing to do, unless the formatting carried a meaning.",
)
LIMITS_ADDED = Rule(
    "SK584",
    "A number without limits is given some",
    "A number may not be the code of an empty answer.",
    "a REDCap field `number` without a least value",
    "Write the true range, such as `0..`.",
)
NOT_WRITTEN = Rule(
    "SK585",
    "The form written has no place for this",
    "Who reads the form back misses it.",
    "a soft check in DDI-Codebook",
    "Keep the instrument file; the form is a copy.",
)
OTHER_LETTERS = Rule(
    "SK586",
    "The letters are not UTF-8",
    "Read in the wrong encoding, ø becomes another letter or none.",
    "a .csv saved by an old spreadsheet",
    "Look at a few labels; save the file as UTF-8 where they are wrong.",
)
BAD_CELL = Rule(
    "SK587",
    "A cell does not say what its column asks for",
    "A value that is not understood would be left out without a word.",
    "`maybe` in the column `required` of a data dictionary",
    "Write one of the words the message lists.",
)
WARNS_THERE = Rule(
    "SK588",
    "What was a warning is refused here",
    "The other system lets a value outside the limits pass after a question; a range here does not.",
    "a REDCap field with limits and without @FORCE-MINMAX",
    "Make it a soft check where such values are to be let through.",
)
