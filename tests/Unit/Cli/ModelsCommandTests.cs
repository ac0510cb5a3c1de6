using Inpaint.Cli;
using Inpaint.Models;
using Inpaint.Models.Clip;
using Inpaint.Models.Text;
using Inpaint.Models.Weights;
using Spectre.Console;

namespace Inpaint.Tests.Unit.Cli;

public sealed class ModelsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inpaint-models-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    private string Source => Path.Combine(_folder, "source");

    private string Models => Path.Combine(_folder, "models");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Imported_checkpoint_is_listed_and_opens_with_its_own_vocabulary()
    {
        string digest = WriteSource(merges: 20);
        Assert.Equal(0, await RunAsync("models", "import", Source, "--name", "my-clip", "--models", Models));
        Assert.Equal(0, await RunAsync("models", "list", "--models", Models));

        Assert.Contains("my-clip", _out.ToString(), StringComparison.Ordinal);
        using var encoder = ClipEncoder.Open(new ModelStore(Models), "my-clip", ClipModelTokenizer.Open);
        Assert.Equal(digest, encoder.Digest);
        Assert.Equal(8, encoder.EncodeTexts([encoder.Tokenizer.Tokenize("red")])[0].Length);
    }

    [Fact]
    public async Task Vocabulary_that_is_larger_than_the_checkpoint_s_is_refused_and_nothing_appears()
    {
        WriteSource(merges: 5);
        string larger = Path.Combine(_folder, "larger");
        VocabularyFiles.Write(Vocabulary(20), larger);

        Assert.Equal(2, await RunAsync("models", "import", Source, "--name", "my-clip", "--models", Models, "--vocabulary", larger));

        Assert.Contains("the vocabulary has", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(new ModelStore(Models).All());
    }

    [Theory]
    [InlineData("a model's name", "--name", "My_Clip")]
    [InlineData("--name", "--models", "x")]
    public async Task Wrong_names_are_refused(string expected, params string[] args)
    {
        WriteSource(merges: 5);
        Assert.Equal(2, await RunAsync(["models", "import", Source, .. args]));
        Assert.Contains(expected, _error.ToString(), StringComparison.Ordinal);
    }

    private string WriteSource(int merges)
    {
        BytePairVocabulary vocabulary = Vocabulary(merges);
        var configuration = new ClipConfiguration
        {
            TextConfig = new ClipTextConfiguration
            {
                VocabSize = vocabulary.Size,
                HiddenSize = 16,
                IntermediateSize = 32,
                NumHiddenLayers = 1,
                NumAttentionHeads = 2,
                MaxPositionEmbeddings = 8,
                EosTokenId = vocabulary.Ids[BytePairVocabulary.EndOfText],
            },
            VisionConfig = new ClipVisionConfiguration { HiddenSize = 16, IntermediateSize = 32, NumHiddenLayers = 1, NumAttentionHeads = 2, ImageSize = 16, PatchSize = 8 },
            ProjectionDim = 8,
        };
        VocabularyFiles.Write(vocabulary, Source);
        File.WriteAllText(Path.Combine(Source, "config.json"), configuration.ToJson().GetRawText());
        using var model = new ClipModel(configuration);
        ClipInitialization.Draw(model);
        return SafetensorsWriter.Write(Path.Combine(Source, "model.safetensors"), NetworkWeights.Describe(model));
    }

    private static BytePairVocabulary Vocabulary(int merges)
    {
        var trainer = new BytePairTrainer();
        trainer.Add("a red bicycle with a red basket and a blue bicycle with blue wheels, a red bicycle with a red basket");
        return trainer.Train(merges);
    }

    private Task<int> RunAsync(params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_out) });
        console.Profile.Width = 160;
        return CommandLine.RunAsync(args, new CommandEnvironment(console, _error));
    }
}
