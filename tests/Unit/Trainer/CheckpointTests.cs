using Inpaint.Models;
using Inpaint.Models.Weights;
using Inpaint.Tests.Unit.Support;
using Inpaint.Trainer;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Running;
using Inpaint.Trainer.Runs;
using Inpaint.V1;
using ElementType = Inpaint.Models.Weights.ElementType;

namespace Inpaint.Tests.Unit.Trainer;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Recipes => [TestRecipes.UnetJson, TestRecipes.VaeJson, TestRecipes.ClipJson];

    private string File => _folder.File("checkpoint.safetensors");

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Recipes))]
    public void Training_goes_on_to_the_same_losses_and_weights_bit_for_bit(string json)
    {
        var recipe = TestRecipes.Parse(json);
        using var whole = Session(recipe);
        var first = Steps(whole, 1, 4);
        Checkpoint.Write(File, whole, new RunPosition(4, 1.5), []);
        var rest = Steps(whole, 5, 8);

        // Another seed: nothing of what was drawn for this session may matter.
        using var resumed = Session(recipe with { Seed = recipe.Seed + 1 });
        Assert.NotEqual(first, Steps(resumed, 1, 4));
        Assert.Equal(new RunPosition(4, 1.5), Checkpoint.Read(File, resumed));
        Assert.Equal(rest, Steps(resumed, 5, 8));
        Assert.Equal(Weights(whole), Weights(resumed));
    }

    [Fact]
    public void Journal_comes_back_in_order()
    {
        RunEvent[] events =
        [
            new StepEvent(1, 0.1, 1e-3, 10),
            new StepEvent(2, 1.0 / 3, 2e-3, 20),
            new EvaluationEvent(new TrainingEvaluation { Step = 2, Samples = 5, Scores = new Scores { Composite = 0.9 } }),
            new StepEvent(3, 0.3, 3e-3, 30),
        ];
        Checkpoint.KeepJournal(File, events);
        var journal = new RunJournal();
        using var file = SafetensorsFile.Open(File);
        JournalStorage.Read(file, journal);
        Assert.Equal(events, journal.All());
    }

    [Fact]
    public void Failed_write_leaves_the_old_checkpoint_and_nothing_beside_it()
    {
        Checkpoint.KeepJournal(File, [new StepEvent(1, 0.5, 0, 0)]);
        var before = System.IO.File.ReadAllBytes(File);
        var broken = new SafetensorsTensor("broken", ElementType.UInt8, [4], _ => throw new IOException("the disk is full"));
        Assert.Throws<IOException>(() => SafetensorsWriter.Write(File, [broken]));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Checkpoint_of_another_network_is_refused()
    {
        using (var unet = Session(TestRecipes.Parse(TestRecipes.UnetJson)))
            Checkpoint.Write(File, unet, new RunPosition(1, 1), []);
        using var vae = Session(TestRecipes.Parse(TestRecipes.VaeJson));
        Assert.Throws<WeightsFileException>(() => Checkpoint.Read(File, vae));
    }

    [Fact]
    public void Loss_that_is_not_finite_ends_the_training()
    {
        using var session = Session(TestRecipes.Parse(TestRecipes.UnetJson));
        var batch = TestRecipes.Batch(0);
        batch.Embeddings![0] = float.NaN;
        var failure = Assert.Throws<TrainingException>(() => session.Step(batch, 1));
        Assert.Contains("step 1", failure.Message);
    }

    private static TrainingSession Session(TrainingRecipe recipe) => new("small", recipe, TestRecipes.DataFor(recipe));

    private static List<double> Steps(TrainingSession session, int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(step => session.Step(TestRecipes.Batch(step), step).Loss)];

    private static List<byte[]> Weights(TrainingSession session) =>
        [.. NetworkWeights.Describe(session.Network.Module).Concat(NetworkWeights.Describe(session.Evaluated.Module)).Select(tensor =>
        {
            using var stream = new MemoryStream();
            tensor.Write(stream);
            return stream.ToArray();
        })];
}
