using Grpc.Core;
using Inpaint.V1;

namespace Inpaint.Tests.Integration.Gateway;

/// <summary>An encoder that only says its name.</summary>
public sealed class FakeEncoder(FakeGeneratorState state) : EncoderService.EncoderServiceBase
{
    public override Task<DescribeEncoderResponse> DescribeEncoder(DescribeEncoderRequest request, ServerCallContext context) =>
        Task.FromResult(new DescribeEncoderResponse { Encoder = state.Name });
}
