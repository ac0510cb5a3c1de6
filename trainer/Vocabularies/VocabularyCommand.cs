using Inpaint.Models.Text;
using Inpaint.V1;

namespace Inpaint.Trainer.Vocabularies;

/// <summary>Makes a byte pair vocabulary from the descriptions of a data set, which the augmentation service hands out.</summary>
internal static class VocabularyCommand
{
    /// <summary>First word of the command line that asks for it.</summary>
    public const string Name = "vocabulary";

    private const int BatchSize = 100;

    /// <summary>Reads descriptions, learns merges, writes <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    /// <param name="args">
    /// Settings, for example <c>--Services:Augmentation http://127.0.0.1:8080 --DataSet bikes --Merges 800 --Output deploy/models/clip-bikes</c>.
    /// </param>
    /// <param name="output">Where progress goes.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        VocabularyOptions options = VocabularyOptions.Read(configuration);
        using var services = new ServiceChannels(TrainerOptions.Read(configuration));
        var trainer = new BytePairTrainer();
        int read = 0;
        await foreach (string description in DescriptionsAsync(services, options))
        {
            trainer.Add(description);
            if (++read % 1_000 == 0)
                await output.WriteLineAsync($"{read:N0} of {options.Texts:N0} descriptions read");
        }
        BytePairVocabulary vocabulary = trainer.Train(options.Merges, options.MinimumCount);
        VocabularyFiles.Write(vocabulary, options.Output);
        await output.WriteLineAsync($"{vocabulary.Size:N0} tokens, {vocabulary.Merges.Count:N0} of them merged, from {read:N0} descriptions: {options.Output}");
        return 0;
    }

    private static async IAsyncEnumerable<string> DescriptionsAsync(ServiceChannels services, VocabularyOptions options)
    {
        using var call = services.Augmentation.PullBatches(deadline: DateTime.UtcNow.AddHours(1));
        int batches = (options.Texts + BatchSize - 1) / BatchSize;
        var specification = new BatchSpecification
        {
            DataSet = options.DataSet,
            Split = Split.Train,
            BatchSize = BatchSize,
            BatchCount = batches,
            KeepOrder = true,
            MaskKind = MaskKind.Rectangle,
        };
        await call.RequestStream.WriteAsync(new PullBatchesRequest { Open = specification });
        int left = options.Texts;
        await call.RequestStream.WriteAsync(new PullBatchesRequest { Demand = 1 });
        while (left > 0 && await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (call.ResponseStream.Current.Descriptions.Count == 0)
                throw new TrainingException($"the data set '{options.DataSet}' has no descriptions");
            foreach (string description in call.ResponseStream.Current.Descriptions.Take(left))
                yield return description;
            left -= BatchSize;
            if (left > 0)
                await call.RequestStream.WriteAsync(new PullBatchesRequest { Demand = 1 });
        }
    }
}
