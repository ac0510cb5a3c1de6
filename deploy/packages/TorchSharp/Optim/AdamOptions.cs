namespace TorchSharp.Modules;

/// <summary>What Adam's and AdamW's options have in common, the fields by reference.</summary>
internal interface IAdamOptions
{
    double? LearningRate { get; set; }

    ref double? Beta1 { get; }

    ref double? Beta2 { get; }

    ref double? WeightDecay { get; }

    ref double? Epsilon { get; }

    ref bool? Amsgrad { get; }

    ref bool? Maximize { get; }
}

/// <summary>What is done with the options of Adam and AdamW alike.</summary>
internal static class AdamOptions
{
    public static void Copy(IAdamOptions source, IAdamOptions target)
    {
        target.Beta1 = source.Beta1;
        target.Beta2 = source.Beta2;
        target.Epsilon = source.Epsilon;
        target.WeightDecay = source.WeightDecay;
        target.Amsgrad = source.Amsgrad;
        target.Maximize = source.Maximize;
    }

    public static void Read(BinaryReader reader, IAdamOptions target)
    {
        target.Beta1 = reader.ReadDouble();
        target.Beta2 = reader.ReadDouble();
        target.Epsilon = reader.ReadDouble();
        target.WeightDecay = reader.ReadDouble();
        target.Amsgrad = reader.ReadBoolean();
        target.Maximize = reader.ReadBoolean();
    }

    public static void Write(BinaryWriter writer, IAdamOptions source)
    {
        writer.Write(source.Beta1!.Value);
        writer.Write(source.Beta2!.Value);
        writer.Write(source.Epsilon!.Value);
        writer.Write(source.WeightDecay!.Value);
        writer.Write(source.Amsgrad!.Value);
        writer.Write(source.Maximize!.Value);
    }

    public static void TakeMissing(IAdamOptions target, IAdamOptions defaults)
    {
        target.LearningRate ??= defaults.LearningRate;
        target.Beta1 ??= defaults.Beta1;
        target.Beta2 ??= defaults.Beta2;
        target.Epsilon ??= defaults.Epsilon;
        target.WeightDecay ??= defaults.WeightDecay;
        target.Amsgrad ??= defaults.Amsgrad;
        target.Maximize ??= defaults.Maximize;
    }

    public static void Validate(IAdamOptions options)
    {
        if (options.LearningRate < 0)
            throw new ArgumentException($"Invalid learning rate: {options.LearningRate}");
        if (options.Epsilon < 0)
            throw new ArgumentException($"Invalid eps: {options.Epsilon}");
        if (options.Beta1 is < 0 or >= 1)
            throw new ArgumentException($"Invalid beta1: {options.Beta1}");
        if (options.Beta2 is < 0 or >= 1)
            throw new ArgumentException($"Invalid beta2: {options.Beta2}");
        if (options.WeightDecay < 0)
            throw new ArgumentException($"Invalid weight_decay: {options.WeightDecay}");
    }
}
