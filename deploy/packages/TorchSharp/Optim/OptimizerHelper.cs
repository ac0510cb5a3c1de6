using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>What optimisers share: groups, the state of each parameter by its handle, saving and restoring.</summary>
public abstract class OptimizerHelper : Optimizer
{
    protected OptimizerOptions _defaults = null!;

    protected OrderedDict<IntPtr, OptimizerState> _state = new();

    public void to(Device device)
    {
        foreach ((IntPtr _, OptimizerState state) in _state)
            state.to(device);
    }

    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (ParamGroup group in _parameter_groups)
        {
            var indices = new List<int>();
            dictionary.Options.Add(group.Options);
            dictionary.StateIndexRef.Add(indices);
            foreach (Parameter parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_state[parameter.Handle]);
            }
        }

        return dictionary;
    }

    /// <summary>Copies options and states from another optimiser of the same kind over parameters of the same shapes.</summary>
    /// <exception cref="ArgumentException">The numbers of groups or parameters differ.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        StateDictionary own = this.state_dict();
        RequireSameSize(own, state_dict.Options.Count, state_dict.State.Count);
        for (int i = 0; i < own.Options.Count; i++)
        {
            if (own.Options[i] != state_dict.Options[i])
                own.Options[i].LoadStateDict(state_dict.Options[i]);
        }

        for (int i = 0; i < own.State.Count; i++)
        {
            if (own.State[i] != state_dict.State[i])
                own.State[i].LoadStateDict(state_dict.State[i]);
        }
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        StateDictionary dictionary = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt(dictionary.Options.Count);
        writer.Write7BitEncodedInt(dictionary.State.Count);
        foreach (OptimizerOptions options in dictionary.Options)
            options.SaveStateDict(writer);
        foreach (OptimizerState state in dictionary.State)
            state.SaveStateDict(writer);
    }

    /// <exception cref="InvalidDataException">The stream holds another kind of optimiser.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        string kind = reader.ReadString();
        if (kind != GetType().Name)
            throw new InvalidDataException($"The stream holds the state of a {kind}, not of a {GetType().Name}.");
        StateDictionary dictionary = state_dict();
        RequireSameSize(dictionary, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
        foreach (OptimizerOptions options in dictionary.Options)
            options.LoadStateDict(reader);
        foreach (OptimizerState state in dictionary.State)
            state.LoadStateDict(reader);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach ((IntPtr _, OptimizerState state) in _state)
                (state as IDisposable)?.Dispose();
            _state.Clear();
        }

        base.Dispose(disposing);
    }

    /// <summary>Computes the loss, if asked to, and runs a body for every group, without gradients and in a dispose scope of its own.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using IDisposable gradients = enable_grad();
            loss = loss_closure();
        }

        using IDisposable none = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in _parameter_groups)
            body((T)group);
        return loss;
    }

    private protected void Track(Parameter parameter, OptimizerState state, OptimizerOptions options)
    {
        state.Initialize(options);
        _state[parameter.Handle] = state;
    }

    private static void RequireSameSize(StateDictionary own, int groups, int states)
    {
        if (own.Options.Count != groups)
            throw new ArgumentException($"The state is of {groups} parameter groups, the optimiser has {own.Options.Count}.");
        if (own.State.Count != states)
            throw new ArgumentException($"The state is of {states} parameters, the optimiser has {own.State.Count}.");
    }
}
