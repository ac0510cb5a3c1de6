using Inpaint.Models;

namespace Inpaint.Serving.Generators;

/// <summary>The models that a generator could serve: those of one family in the models folder.</summary>
public interface IModelSource
{
    /// <summary>Names of the models that can be read, in ordinal order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The model meant when none is named; null where there are none.</summary>
    string? DefaultName { get; }

    /// <summary>What a model is as it lies there now, without its weights.</summary>
    /// <exception cref="ModelException">There is no such model, or it is damaged.</exception>
    CompletionModelInfo Describe(string name);

    /// <summary>Opens a model as it lies there now.</summary>
    /// <exception cref="ModelException">There is no such model, or it is damaged.</exception>
    ICompletionModel Open(string name);
}
