using System.Text.Json;
using Inpaint.Models.Text;
using Inpaint.Tests.Unit.Support;

namespace Inpaint.Tests.Unit.Golden.Encoders;

public sealed class TokenCases
{
    [GoldenTheory, GoldenCases("clip_tokens")]
    public void Clip_tokens_are_the_reference(string path)
    {
        var golden = GoldenCase.Load(path);
        var config = golden.Config;
        var vocabulary = VocabularyFiles.ReadPublished(Path.Combine(RepositoryFolders.Shared, "data", "clip", config.GetProperty("vocabulary").GetString()!));
        var tokenizer = new ClipTokenizer(vocabulary, new ClipTokenizerOptions
        {
            ContextLength = config.GetProperty("context_length").GetInt32(),
            Cleaning = config.GetProperty("cleaning").GetString() == "openai" ? TextCleaning.OpenAi : TextCleaning.HuggingFace,
            PadId = config.GetProperty("pad_id").GetInt32(),
        });
        var texts = Strings(config.GetProperty("texts"));
        var rows = texts.Select(tokenizer.Tokenize).ToArray();
        if (golden.Json.TryGetProperty("error", out var error))
        {
            var refusal = Assert.Throws<TextTooLongException>(() => Refuse(rows));
            Assert.Contains(error.GetString()!, refusal.Message);
            return;
        }

        if (!config.GetProperty("truncate").GetBoolean())
            Refuse(rows);
        golden.Check("out.ids", GoldenTensor.Of<long>([rows.Length, tokenizer.ContextLength], rows.SelectMany(row => row.Ids).ToArray()));
        if (golden.Json.TryGetProperty("expected_values", out var values) && values.TryGetProperty("decoded", out var decoded))
        {
            var decodeRows = config.GetProperty("decode_rows").EnumerateArray().Select(row => row.GetInt32());
            Assert.Equal(Strings(decoded), decodeRows.Select(row => tokenizer.Decode(rows[row].Ids)));
        }
    }

    [GoldenTheory, GoldenCases("bpe")]
    public void Byte_pair_encoding_is_the_reference(string path)
    {
        var golden = GoldenCase.Load(path);
        var config = golden.Config;
        var encode = Encoder(golden, out var tokens);
        var lowercase = config.GetProperty("lowercase").GetBoolean();
        var rows = Strings(config.GetProperty("texts"))
            .Select(text => encode(lowercase ? TextCleaner.Clean(text, TextCleaning.HuggingFace) : text))
            .ToArray();
        var longest = rows.Max(row => row.Count);
        var ids = rows.SelectMany(row => row.Select(id => (long)id).Concat(Enumerable.Repeat(-1L, longest - row.Count))).ToArray();
        golden.Check("out.ids", GoldenTensor.Of<long>([rows.Length, longest], ids));
        var expected = golden.Json.GetProperty("expected_values").GetProperty("tokens").EnumerateArray().Select(Strings).ToArray();
        Assert.Equal(expected, rows.Take(8).Select(row => row.Select(id => tokens[id]).ToArray()));
    }

    private delegate List<int> Encode(ReadOnlySpan<char> text);

    private static Encode Encoder(GoldenCase golden, out IReadOnlyDictionary<int, string> tokens)
    {
        var config = golden.Config;
        var ids = VocabularyFiles.ReadTokens(golden.FilePath(config.GetProperty("vocab").GetString()!));
        tokens = ids.ToDictionary(entry => entry.Value, entry => entry.Key);
        (PieceSplitter splitter, var bytes) = config.GetProperty("pre_tokenizer").GetString() switch
        {
            "clip" => ((PieceSplitter)ClipSplitter.Plain, true),
            "gpt2" => (new Gpt2Splitter(), true),
            "whitespace" => (new WordSplitter(), false),
            var other => throw new InvalidDataException($"no pre-tokenizer {other}"),
        };
        var unknown = config.GetProperty("unk_token").GetString();
        if (config.GetProperty("model").GetString() == "wordlevel")
            return new WordEncoder(ids, splitter, bytes, unknown).Encode;
        var merges = VocabularyFiles.ReadMerges(golden.FilePath(config.GetProperty("merges").GetString()!));
        return new BytePairEncoder(new BytePairVocabulary(ids, merges), splitter, bytes, config.GetProperty("end_of_word_suffix").GetString()!, unknown).Encode;
    }

    private static void Refuse(TokenizedText[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
            rows[i].ThrowIfTruncated(i);
    }

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(element => element.GetString()!)];
}
