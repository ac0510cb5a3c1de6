using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Inpaint.Imaging;
using Inpaint.Models;
using Inpaint.Serving.Shelf;
using Inpaint.V1;

namespace Inpaint.Serving.Generators;

/// <summary>Checks requests and makes them ready; the cheap checks come first.</summary>
internal sealed class RequestReader(ModelCatalog catalog, PictureReader pictures, MaskReader masks, ConditionReader conditions)
{
    /// <summary>Longest request_id, in characters.</summary>
    public const int MaxRequestIdLength = 128;

    /// <summary>Makes a request ready.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT, NOT_FOUND or FAILED_PRECONDITION naming the field; UNAVAILABLE without the encoder.</exception>
    public async Task<PreparedRequest> ReadAsync(InpaintRequest request, CallFacts call, CancellationToken cancellationToken)
    {
        if (request.RequestId.Length > MaxRequestIdLength)
            throw FieldError.Invalid("request_id", $"{request.RequestId.Length} characters, at most {MaxRequestIdLength} are accepted");
        if (request.PreviewEvery < 0)
            throw FieldError.Invalid("preview_every", $"{request.PreviewEvery}, but 0 or more is accepted");
        PictureFormat format = PictureWriter.RequireLossless(request.ResultFormat, "result_format");
        ModelLease<ICompletionModel> lease = await catalog.LeaseAsync(request.Model, "model", cancellationToken);
        try
        {
            CompletionModelInfo model = lease.Model.Info;
            ConditionChecks.RequireAccepted(request, model);
            RgbImage partial = pictures.Read(request.Partial, "partial", new PixelSize(model.Width, model.Height), $"the model {model.Name} takes {model.Width}x{model.Height}");
            HoleMask mask = masks.Read(request.Mask, "mask", partial, "partial");
            Condition condition = await conditions.ReadAsync(request, model, call, cancellationToken);
            var input = new CompletionInput(partial, mask, condition.Embedding, SeedOf(request)) { TextTokens = condition.Text?.Tokens };
            string requestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString("N");
            return new PreparedRequest(requestId, lease, input, condition, format);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    // A caller who asks again under the same name, because the first answer was lost, gets the same picture.
    private static long SeedOf(InpaintRequest request)
    {
        if (request.HasSeed)
            return request.Seed;
        if (request.RequestId.Length == 0)
            return Random.Shared.NextInt64();
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(request.RequestId))) & long.MaxValue;
    }
}
