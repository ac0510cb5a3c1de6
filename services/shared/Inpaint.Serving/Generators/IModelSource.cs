using Inpaint.Models;
using Inpaint.Serving.Shelf;

namespace Inpaint.Serving.Generators;

/// <summary>The models that a generator could serve: those of one family in the models folder.</summary>
public interface IModelSource : IModelSource<ICompletionModel>
{
    /// <summary>What a model is as it lies there now, without its weights.</summary>
    /// <exception cref="ModelException">There is no such model, or it is damaged.</exception>
    CompletionModelInfo Describe(string name);

    string IModelSource<ICompletionModel>.DigestOf(string name) => Describe(name).WeightsDigest;

    string IModelSource<ICompletionModel>.DigestOf(ICompletionModel model) => model.Info.WeightsDigest;

    void IModelSource<ICompletionModel>.WarmUp(ICompletionModel model) => ModelWarmUp.Run(model);
}
