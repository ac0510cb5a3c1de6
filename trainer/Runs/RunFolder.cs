using System.Text.Json;

namespace Inpaint.Trainer.Runs;

/// <summary>A run's folder: <c>run.json</c> and <c>checkpoint.safetensors</c>, each written beside and renamed.</summary>
/// <param name="path">The folder.</param>
public sealed class RunFolder(string path)
{
    private const string RecordName = "run.json";

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>The latest checkpoint's file; absent before the first.</summary>
    public string Checkpoint => System.IO.Path.Combine(Path, "checkpoint.safetensors");

    /// <summary>Reads the record; null where the folder holds none.</summary>
    /// <exception cref="JsonException">The record is damaged.</exception>
    public RunRecord? Read()
    {
        var file = System.IO.Path.Combine(Path, RecordName);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), RunJson.Default.RunRecord) : null;
    }

    /// <summary>Writes the record.</summary>
    public void Write(RunRecord record)
    {
        Directory.CreateDirectory(Path);
        DurableFile.Write(System.IO.Path.Combine(Path, RecordName), JsonSerializer.SerializeToUtf8Bytes(record, RunJson.Default.RunRecord));
    }
}
