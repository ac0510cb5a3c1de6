using Inpaint.V1;

namespace Inpaint.Serving.Encoders;

/// <summary>What is refused for every encoder alike.</summary>
internal static class EncodingChecks
{
    /// <summary>Most inputs of a batch, as the contract says.</summary>
    public const int MaxInputs = 256;

    /// <summary>Refuses options that an encoder cannot honour.</summary>
    /// <param name="options">The options.</param>
    /// <param name="facts">The encoder.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT, naming the field.</exception>
    public static void RequireHonoured(EncodingOptions options, EncoderFacts facts)
    {
        if (!Enum.IsDefined(options.Truncation))
            throw FieldError.Invalid("options.truncation", $"{(int)options.Truncation} is not a value of this contract");
        if (!Enum.IsDefined(options.Pooling))
            throw FieldError.Invalid("options.pooling", $"{(int)options.Pooling} is not a value of this contract");
        if (!Enum.IsDefined(options.Form))
            throw FieldError.Invalid("options.form", $"{(int)options.Form} is not a value of this contract");
        if (options.Pooling != TextPooling.Unspecified && !facts.PoolsWords)
            throw FieldError.Invalid("options.pooling", $"{facts.Name} has its own way and takes no other");
        if (options.Form == EmbeddingForm.Tokens && facts.TokenWidth == 0)
            throw FieldError.Invalid("options.form", $"{facts.Name} gives one vector for the whole input alone");
    }

    /// <summary>Refuses inputs of forms that an encoder does not take.</summary>
    /// <param name="input">The input; null is refused.</param>
    /// <param name="facts">The encoder.</param>
    /// <param name="field">The field that holds the input.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT, naming the field.</exception>
    public static void RequireAccepted(EncoderInput? input, EncoderFacts facts, FieldPath field)
    {
        (EncoderInputKind kind, string below) = input?.InputCase switch
        {
            EncoderInput.InputOneofCase.Text => (EncoderInputKind.Text, ".text"),
            EncoderInput.InputOneofCase.Picture => (EncoderInputKind.Picture, ".picture"),
            EncoderInput.InputOneofCase.Parameters => (EncoderInputKind.Parameters, ".parameters"),
            _ => throw FieldError.Invalid(field.ToString(), "required"),
        };
        if (!facts.Accepts.Contains(kind))
        {
            string accepted = string.Join(" and ", facts.Accepts.Select(form => form == EncoderInputKind.Parameters ? "parameters" : $"{form.ToString().ToLowerInvariant()}s"));
            throw FieldError.Invalid((field with { Rest = below }).ToString(), $"{facts.Name} takes {accepted} alone");
        }
    }

    /// <summary>Refuses batches whose answer would not fit a message, before anything is computed.</summary>
    /// <param name="inputs">How many inputs there are.</param>
    /// <param name="values">Values of each embedding; 0: it depends.</param>
    /// <param name="maxMessageBytes">Largest message sent.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT, naming the field.</exception>
    public static void RequireRoom(int inputs, int values, int maxMessageBytes)
    {
        if (inputs is 0 or > MaxInputs)
            throw FieldError.Invalid("inputs", $"{inputs} given, 1 to {MaxInputs} are accepted");
        // A little is left for what stands beside the values.
        int most = values == 0 ? MaxInputs : Math.Max(1, (maxMessageBytes - (64 * 1024)) / (values * sizeof(float)));
        if (inputs > most)
            throw FieldError.Invalid("inputs", $"{inputs} given, but of embeddings of {values} values {most} fit one answer; stream them");
    }
}
