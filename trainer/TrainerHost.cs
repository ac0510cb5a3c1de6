using Inpaint.Serving;
using Inpaint.Trainer.Batches;
using Inpaint.Trainer.Contrastive;
using Inpaint.Trainer.Procedures;
using Inpaint.Trainer.Procedures.Glove;
using Inpaint.Trainer.Procedures.Parametric;
using Inpaint.Trainer.RecipeFiles;
using Inpaint.Trainer.Results;
using Inpaint.Trainer.Running;
using Inpaint.Trainer.Runs;

namespace Inpaint.Trainer;

/// <summary>The trainer: TrainingService over recipes in files and runs in folders.</summary>
public static class TrainerHost
{
    /// <summary>Builds the host.</summary>
    /// <param name="args">
    /// Settings, for example <c>--urls http://127.0.0.1:5007 --Runs:Root runs --Recipes:Root trainer/recipes --Models:Root deploy/models
    /// --Services:Augmentation http://127.0.0.1:5002 --Services:Scoring http://127.0.0.1:5005</c>.
    /// </param>
    public static WebApplication Build(string[] args)
    {
        var builder = InpaintHost.Create(args, "trainer");
        builder.Services.AddSingleton(TrainerOptions.Read(builder.Configuration));
        builder.Services.AddSingleton<RecipeStore>();
        builder.Services.AddSingleton<RunStore>();
        builder.Services.AddSingleton<RunQueue>();
        builder.Services.AddSingleton<RunStarter>();
        builder.Services.AddSingleton<ServiceChannels>();
        builder.Services.AddSingleton<DataSetCatalogue>();
        builder.Services.AddSingleton<HeldOutScoring>();
        builder.Services.AddSingleton<ClipPreparation>();
        builder.Services.AddSingleton<ModelPublisher>();
        builder.Services.AddSingleton<RunExecutor>();
        builder.Services.AddSingleton<GloveProcedure>();
        builder.Services.AddSingleton<ParametricProcedure>();
        builder.Services.AddSingleton<TrainingProcedures>();
        builder.Services.AddHostedService<RunWorker>();
        var app = builder.Build();
        // At once, not with the first call: a run that the last process left under way is noted as interrupted.
        app.Services.GetRequiredService<RunStore>();
        app.MapServiceDefaults();
        app.MapGrpcService<TrainingApi>();
        return app;
    }
}
