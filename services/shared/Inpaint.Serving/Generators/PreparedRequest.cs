using Inpaint.Models;
using Inpaint.Serving.Shelf;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>A request that was found right and is ready to be computed.</summary>
/// <param name="RequestId">The caller's name for it, or ours.</param>
/// <param name="Lease">Keeps its model open.</param>
/// <param name="Input">What the model gets.</param>
/// <param name="Condition">The conditions in force.</param>
/// <param name="ResultFormat">PNG or RAW.</param>
internal sealed record PreparedRequest(
    string RequestId, ModelLease<ICompletionModel> Lease, CompletionInput Input, Condition Condition, PictureFormat ResultFormat) : IDisposable
{
    public void Dispose() => Lease.Dispose();
}
