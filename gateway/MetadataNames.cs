namespace Inpaint.Gateway;

/// <summary>The call metadata by which callers and gateway speak about routing.</summary>
internal static class MetadataNames
{
    /// <summary>Caller to gateway: the generator that is wanted.</summary>
    public const string Generator = "inpaint-generator";

    /// <summary>Caller to gateway: the encoder that is wanted.</summary>
    public const string Encoder = "inpaint-encoder";

    /// <summary>Caller to gateway: what the caller calls itself, so that it always meets the same arm.</summary>
    public const string ArmKey = "inpaint-arm-key";

    /// <summary>Gateway to generator, and back to the caller: the arm that answers. A caller's own value is dropped.</summary>
    public const string Arm = "inpaint-arm";
}
