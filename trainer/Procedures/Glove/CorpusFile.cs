using System.Text;
using Inpaint.Models.Glove;
using Inpaint.Trainer.Batches;
using Inpaint.V1;

namespace Inpaint.Trainer.Procedures.Glove;

/// <summary>The descriptions of a data set's training samples as a corpus: one a line, its words split at blanks.</summary>
internal static class CorpusFile
{
    /// <summary>Pulls the descriptions, unless an earlier part of the run did: written beside and renamed, the file is whole or not there.</summary>
    public static void Pull(string path, WholePass pass, TrainingData data, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
            return;
        var beside = path + ".tmp";
        var splitter = new SentenceSplitter();
        using (var writer = new StreamWriter(beside, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
        {
            var decoder = new BatchDecoder(width: 0, height: 0, encoder: null);
            pass.Read(data, Split.Train, decoder, (batch, own) =>
            {
                var descriptions = batch.Descriptions is { Count: > 0 } given ? given : throw new TrainingException($"the data set '{data.Name}' has no descriptions");
                foreach (var description in descriptions.Take(own))
                    writer.WriteLine(string.Join(' ', splitter.Split(description)));
            }, cancellationToken);
        }

        File.Move(beside, path, overwrite: true);
    }
}
