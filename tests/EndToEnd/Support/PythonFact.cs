namespace Inpaint.Tests.EndToEnd.Support;

/// <summary>A fact that needs Debian's python3-grpcio and the code generator; skipped, with the reason, where one is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    /// <summary>Debian's own interpreter, which sees Debian's own packages.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>The plugin of protoc that writes Python stubs.</summary>
    public const string Plugin = "/usr/bin/grpc_python_plugin";

    /// <summary>Debian's protoc.</summary>
    public const string Compiler = "/usr/bin/protoc";

    public PythonFactAttribute()
    {
        if (new[] { Python, Plugin, Compiler }.FirstOrDefault(file => !File.Exists(file)) is { } absent)
            Skip = $"{absent} is not installed (python3-grpcio, protobuf-compiler, protobuf-compiler-grpc)";
        else if (Command.RunAsync(Python, ["-c", "import grpc, google.protobuf"]).GetAwaiter().GetResult().ExitCode != 0)
            Skip = "python3-grpcio is not installed";
    }
}
