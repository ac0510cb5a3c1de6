using Inpaint.Trainer;

await using var app = TrainerHost.Build(args);
await app.RunAsync();
