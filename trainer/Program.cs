using Inpaint.Trainer;
using Inpaint.Trainer.Vocabularies;

if (args is [VocabularyCommand.Name, .. var rest])
    return await VocabularyCommand.RunAsync(rest, Console.Out);

await using var app = TrainerHost.Build(args);
await app.RunAsync();
return 0;
