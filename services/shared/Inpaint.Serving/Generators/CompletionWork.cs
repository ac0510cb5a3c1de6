using Inpaint.Models;
using Inpaint.Serving.Shelf;

namespace Inpaint.Serving.Generators;

/// <summary>One picture to complete by one model.</summary>
internal sealed record CompletionWork(ServedModel<ICompletionModel> Model, CompletionInput Input)
{
    /// <summary>Whether two pictures can be computed together: by the same revision of the same model.</summary>
    public static bool AreCompatible(CompletionWork a, CompletionWork b) => ReferenceEquals(a.Model, b.Model);
}
