using Inpaint.Models;

namespace Inpaint.Serving.Shelf;

/// <summary>The models that a service could serve: those of one family in the models folder.</summary>
/// <typeparam name="TModel">What an open model is.</typeparam>
public interface IModelSource<TModel>
    where TModel : class, IDisposable
{
    /// <summary>Names of the models that can be read, in ordinal order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The model meant when none is named; null where there are none.</summary>
    string? DefaultName { get; }

    /// <summary>Digest of a model's weights as they lie there now.</summary>
    /// <exception cref="ModelException">There is no such model, or it is damaged.</exception>
    string DigestOf(string name);

    /// <summary>Digest of an open model's weights.</summary>
    string DigestOf(TModel model);

    /// <summary>Opens a model as it lies there now.</summary>
    /// <exception cref="ModelException">There is no such model, or it is damaged.</exception>
    TModel Open(string name);

    /// <summary>Uses a model once before anybody waits for it, so that it is known to work and its first request is no slower.</summary>
    /// <exception cref="ModelException">What it gives is not what it says it gives.</exception>
    void WarmUp(TModel model);
}
