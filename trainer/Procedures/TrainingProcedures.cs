using Inpaint.Models.Glove;
using Inpaint.Models.Parametric;
using Inpaint.Trainer.Procedures.Glove;
using Inpaint.Trainer.Procedures.Parametric;
using Inpaint.Trainer.Running;

namespace Inpaint.Trainer.Procedures;

/// <summary>Chooses a run's procedure by its family.</summary>
public sealed class TrainingProcedures(RunExecutor pictures, GloveProcedure words, ParametricProcedure designs)
{
    /// <summary>The procedure of a family; those that complete pictures share one.</summary>
    public ITrainingProcedure Of(string family) => family switch
    {
        GloveModelConfiguration.Family => words,
        ParameterNetwork.Family => designs,
        _ => pictures,
    };
}
