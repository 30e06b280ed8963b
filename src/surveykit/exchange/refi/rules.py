"""What can be wrong with files of REFI-QDA, and what they and we cannot hold of each other."""

from surveykit.problems import Rule

NOT_QDA = Rule(
    "SK950",
    "The file cannot be read as REFI-QDA",
    "It is damaged, encrypted, too large, or made to do harm; nothing is taken from it.",
    "an archive without any .qde in it, called x.qdpx",
    "Export it again from the program it comes from.",
)
NOT_TAKEN = Rule(
    "SK951",
    "Something of the project has no place here",
    "The standard asks that what is left out is told in detail; it stays in the file it came from.",
    "pictures, films, graphs and links of an ATLAS.ti project",
    "Nothing to mend if it does not matter to you; keep the .qdpx.",
)
NOT_WRITTEN = Rule(
    "SK952",
    "REFI-QDA has no place for something",
    "Another program will not show it. A project has a file beside it that keeps it for surveykit.",
    "attributes and hot keys of codes, batches, the way answers were settled",
    "Keep the file beside the .qdpx, or the frame's own file; they hold everything.",
)
ODD = Rule(
    "SK953",
    "The file is not as the standard says, and is read all the same",
    "Programs differ in how they write the format; it is said how the file was understood.",
    "a project called Project.qde, or texts in Sources/",
    "Nothing to mend if what was read is right.",
)
POSITIONS = Rule(
    "SK954",
    "Positions of selections are counted in another way",
    "The standard counts characters from 0 up to the one behind the selection; the quotes show how this file counts.",
    "a program that counts the end of a line as one character where the text has two",
    "Look at a few selections; the quotes must begin and end where they did.",
)
CHANGED_ELSEWHERE = Rule(
    "SK955",
    "The project was changed since it was written",
    "Where the .qdpx says something else than was written, it is followed, and what stands beside it is left.",
    "a coding added in QualCoder to a project that surveykit wrote",
    "Look at the answers named.",
)
DANGLING = Rule(
    "SK956",
    "The project names something it does not have",
    "A coding with a code nobody defined is kept under the identity of that code.",
    "a CodeRef to a GUID that no Code has",
    "Export the project again, or add the code.",
)
