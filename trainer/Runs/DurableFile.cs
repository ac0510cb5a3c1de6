namespace Inpaint.Trainer.Runs;

/// <summary>Writes files so that a reader, and a restart after a crash, finds the old content or the new one and nothing between.</summary>
public static class DurableFile
{
    /// <summary>Writes a file beside its place, makes it durable and renames it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
