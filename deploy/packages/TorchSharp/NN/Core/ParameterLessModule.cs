using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Marks modules without parameters or buffers, which no move or conversion need visit.</summary>
public interface IParameterLessModule
{
}

public abstract class ParameterLessModule<T1, TResult>(string name) : nn.Module<T1, TResult>(name), IParameterLessModule
{
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => ParameterLess.Refuse("buffer");

    public override void register_parameter(string name, Parameter param) => ParameterLess.Refuse("parameter");

    public override void register_module(string name, nn.Module submodule)
    {
        ParameterLess.Require(submodule);
        base.register_module(name, submodule);
    }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
}

public abstract class ParameterLessModule<T1, T2, TResult>(string name) : nn.Module<T1, T2, TResult>(name), IParameterLessModule
{
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => ParameterLess.Refuse("buffer");

    public override void register_parameter(string name, Parameter param) => ParameterLess.Refuse("parameter");

    public override void register_module(string name, nn.Module submodule)
    {
        ParameterLess.Require(submodule);
        base.register_module(name, submodule);
    }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
}

public abstract class ParameterLessModule<T1, T2, T3, TResult>(string name) : nn.Module<T1, T2, T3, TResult>(name), IParameterLessModule
{
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => ParameterLess.Refuse("buffer");

    public override void register_parameter(string name, Parameter param) => ParameterLess.Refuse("parameter");

    public override void register_module(string name, nn.Module submodule)
    {
        ParameterLess.Require(submodule);
        base.register_module(name, submodule);
    }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
}

public abstract class ParameterLessModule<T1, T2, T3, T4, TResult>(string name) : nn.Module<T1, T2, T3, T4, TResult>(name), IParameterLessModule
{
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => ParameterLess.Refuse("buffer");

    public override void register_parameter(string name, Parameter param) => ParameterLess.Refuse("parameter");

    public override void register_module(string name, nn.Module submodule)
    {
        ParameterLess.Require(submodule);
        base.register_module(name, submodule);
    }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
}

public abstract class ParameterLessModule<T1, T2, T3, T4, T5, TResult>(string name) : nn.Module<T1, T2, T3, T4, T5, TResult>(name), IParameterLessModule
{
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => ParameterLess.Refuse("buffer");

    public override void register_parameter(string name, Parameter param) => ParameterLess.Refuse("parameter");

    public override void register_module(string name, nn.Module submodule)
    {
        ParameterLess.Require(submodule);
        base.register_module(name, submodule);
    }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
}

public abstract class ParameterLessModule<T1, T2, T3, T4, T5, T6, TResult>(string name) : nn.Module<T1, T2, T3, T4, T5, T6, TResult>(name), IParameterLessModule
{
    public override void register_buffer(string name, Tensor tensor, bool persistent = true) => ParameterLess.Refuse("buffer");

    public override void register_parameter(string name, Parameter param) => ParameterLess.Refuse("parameter");

    public override void register_module(string name, nn.Module submodule)
    {
        ParameterLess.Require(submodule);
        base.register_module(name, submodule);
    }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
}

file static class ParameterLess
{
    public static void Refuse(string what) =>
        throw new InvalidOperationException($"Cannot register a {what} on a module that is declared parameter-less.");

    public static void Require(nn.Module? submodule)
    {
        if (submodule is not (null or IParameterLessModule))
            throw new InvalidOperationException("Submodules of a parameter-less module must also be parameter-less.");
    }
}
