using System.Runtime.CompilerServices;
using Inpaint.Cli.Inputs;
using Inpaint.Imaging;

namespace Inpaint.Cli.Completing;

/// <summary>Completed pictures that lie in files already, each with its target.</summary>
/// <param name="files">The completed pictures.</param>
/// <param name="targets">The whole ones.</param>
/// <param name="masks">Where the holes were; null: not known.</param>
internal sealed class ScoredPairs(IReadOnlyList<string> files, NamedPictures targets, IMaskSource? masks)
{
    public int Count => files.Count;

    public async IAsyncEnumerable<CompletionOutcome> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RgbImage completed = PictureFiles.Read(files[i]);
            string targetFile = targets.Find(files[i]);
            RgbImage target = PictureFiles.Read(targetFile);
            if (target.Width != completed.Width || target.Height != completed.Height)
                throw new InputException("target", $"'{targetFile}' is {target.Width}x{target.Height}, but '{files[i]}' is {completed.Width}x{completed.Height}.");
            var sample = new CompletionSample(i, Path.GetFileNameWithoutExtension(files[i]), completed, masks?.For(files[i], completed), null, "", target);
            yield return new CompletionOutcome(sample, completed, null, null);
            // Decoding is work: let the stream that reads these go on in between.
            await Task.Yield();
        }
    }
}
