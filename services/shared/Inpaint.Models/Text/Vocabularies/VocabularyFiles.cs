using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inpaint.Models.Text;

/// <summary>Vocabularies on disk: Hugging Face's two files, and the one that OpenAI published with CLIP.</summary>
public static class VocabularyFiles
{
    /// <summary>Tokens and their ids, a JSON object.</summary>
    public const string TokensName = "vocab.json";

    /// <summary>Merges, a comment and then one pair a line, best first.</summary>
    public const string MergesName = "merges.txt";

    /// <summary>The vocabulary that OpenAI published with CLIP.</summary>
    public const string PublishedName = "bpe_simple_vocab_16e6.txt.gz";

    // Of the 262,144 merges in the published file CLIP uses as many as make 49,152 tokens with the 512 bytes, less two.
    private const int PublishedMerges = 49_152 - 256 - 2;
    private const long MaxBytes = 64 * 1024 * 1024;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads what a folder holds: the published file, or the two others.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="VocabularyException">It holds neither, or what it holds is malformed.</exception>
    public static BytePairVocabulary ReadFolder(string folder)
    {
        string published = Path.Combine(folder, PublishedName);
        if (File.Exists(published))
            return ReadPublished(published);
        string tokens = Path.Combine(folder, TokensName);
        string merges = Path.Combine(folder, MergesName);
        if (!File.Exists(tokens) || !File.Exists(merges))
            throw new VocabularyException($"{folder} holds neither {PublishedName} nor both {TokensName} and {MergesName}");
        return new BytePairVocabulary(ReadTokens(tokens), ReadMerges(merges));
    }

    /// <summary>Reads the file that OpenAI published.</summary>
    /// <param name="path">The file, gzip.</param>
    /// <exception cref="VocabularyException">It is not that file.</exception>
    public static BytePairVocabulary ReadPublished(string path)
    {
        try
        {
            using var unpacked = new GZipStream(Open(path), CompressionMode.Decompress);
            using var reader = new StringReader(ReadBounded(unpacked, path));
            return BytePairVocabulary.OfMerges(ParseMerges(reader, path, PublishedMerges));
        }
        catch (InvalidDataException exception)
        {
            throw new VocabularyException($"{path} is not a gzip file", exception);
        }
    }

    /// <summary>Reads ids of tokens.</summary>
    /// <param name="path">A JSON object, token to id.</param>
    /// <exception cref="VocabularyException">It is not such a file.</exception>
    public static IReadOnlyDictionary<string, int> ReadTokens(string path)
    {
        try
        {
            using Stream stream = Open(path);
            return JsonSerializer.Deserialize(stream, VocabularyJson.Default.DictionaryStringInt32)
                ?? throw new VocabularyException($"{path} is empty");
        }
        catch (JsonException exception)
        {
            throw new VocabularyException($"{path} is not a JSON object of tokens and ids: {exception.Message}", exception);
        }
    }

    /// <summary>Reads merges.</summary>
    /// <param name="path">A text: a comment that starts with #, then one pair a line.</param>
    /// <exception cref="VocabularyException">A line is not a pair; the message says which.</exception>
    public static IReadOnlyList<Merge> ReadMerges(string path)
    {
        using var reader = new StreamReader(Open(path), Encoding.UTF8);
        return ParseMerges(reader, path, int.MaxValue);
    }

    /// <summary>Writes the two files, each beside and then renamed.</summary>
    /// <param name="vocabulary">What to write.</param>
    /// <param name="folder">Where to; it is made where there is none.</param>
    public static void Write(BytePairVocabulary vocabulary, string folder)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        Directory.CreateDirectory(folder);
        Replace(Path.Combine(folder, TokensName), stream =>
        {
            using var writer = new Utf8JsonWriter(stream, Indented);
            writer.WriteStartObject();
            foreach ((int id, string token) in vocabulary.Tokens.OrderBy(entry => entry.Key))
                writer.WriteNumber(token, id);
            writer.WriteEndObject();
        });
        Replace(Path.Combine(folder, MergesName), stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
            writer.WriteLine("#version: 0.2");
            foreach ((string left, string right) in vocabulary.Merges)
                writer.WriteLine($"{left} {right}");
        });
    }

    private static List<Merge> ParseMerges(TextReader reader, string path, int limit)
    {
        var merges = new List<Merge>();
        for (int line = 1; merges.Count < limit && reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0 || IsComment(text, line))
                continue;
            if (text.Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
                throw new VocabularyException($"{path}, line {line}: two symbols and a blank between them are wanted");
            merges.Add(new Merge(left, right));
        }
        return merges;
    }

    // The published file's comment is in quotes.
    private static bool IsComment(string text, int line) => line == 1 && (text[0] == '#' || text.StartsWith("\"bpe_", StringComparison.Ordinal));

    // A small gzip file can unpack to anything.
    private static string ReadBounded(Stream stream, string path)
    {
        using var kept = new MemoryStream();
        byte[] chunk = new byte[64 * 1024];
        for (int count; (count = stream.Read(chunk)) > 0;)
        {
            if (kept.Length + count > MaxBytes)
                throw new VocabularyException($"{path} unpacks to more than the {MaxBytes:N0} bytes allowed");
            kept.Write(chunk, 0, count);
        }
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private static FileStream Open(string path)
    {
        FileStream stream = File.OpenRead(path);
        if (stream.Length <= MaxBytes)
            return stream;
        long length = stream.Length;
        stream.Dispose();
        throw new VocabularyException($"{path} has {length:N0} bytes; {MaxBytes:N0} are allowed");
    }

    private static void Replace(string path, Action<Stream> write)
    {
        string beside = path + ".partial";
        using (FileStream stream = File.Create(beside))
            write(stream);
        File.Move(beside, path, overwrite: true);
    }
}
