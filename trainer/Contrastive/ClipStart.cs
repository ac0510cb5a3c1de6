using Inpaint.Models.Clip;
using Inpaint.Models.Text;

namespace Inpaint.Trainer.Contrastive;

/// <summary>What the training of a CLIP begins with.</summary>
/// <param name="Settings">The network, and how texts and pictures are made ready for it.</param>
/// <param name="VocabularyFolder">The folder with the vocabulary's files.</param>
/// <param name="Tokenizer">Reads the descriptions.</param>
/// <param name="Initial">The model whose weights it begins with; null: drawn ones.</param>
public sealed record ClipStart(ClipSettings Settings, string VocabularyFolder, ITextTokenizer Tokenizer, ClipModelFolder? Initial);
