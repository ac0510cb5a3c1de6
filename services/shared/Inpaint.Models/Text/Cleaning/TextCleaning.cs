namespace Inpaint.Models.Text;

/// <summary>How a text is cleaned before it is split into pieces.</summary>
public enum TextCleaning
{
    /// <summary>
    /// As OpenAI's CLIP: repaired as <c>ftfy.fix_text</c> does, HTML references resolved twice, runs of white space to one blank, ends
    /// trimmed, lower case. The special names of a vocabulary count inside a text.
    /// </summary>
    OpenAi,

    /// <summary>
    /// As Hugging Face's CLIP: the special names are cut out of the raw text; in the rest normalisation form C, each run of white space
    /// to one blank, lower case character by character. Nothing else.
    /// </summary>
    HuggingFace,
}
