using Grpc.Core;
using Inpaint.Serving;

namespace Inpaint.Tests.Unit.Serving.Support;

/// <summary>Expects a call to be refused, and looks at what the refusal says.</summary>
internal static class Refusal
{
    public static RpcException Of(Action call, StatusCode code, string field)
    {
        RpcException exception = Assert.Throws<RpcException>(call);
        Assert.Equal(code, exception.StatusCode);
        Assert.Equal(field, FieldError.FieldOf(exception));
        Assert.StartsWith(field + ": ", exception.Status.Detail, StringComparison.Ordinal);
        return exception;
    }

    public static RpcException Invalid(Action call, string field) => Of(call, StatusCode.InvalidArgument, field);
}
