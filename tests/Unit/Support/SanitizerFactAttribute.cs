using System.ComponentModel;
using System.Diagnostics;
using Inpaint.Tests.Unit.Torch;

namespace Inpaint.Tests.Unit.Support;

/// <summary>A fact about the native part built with sanitizers; skipped, with the reason, where compiler or sanitizers are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SanitizerFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(Missing);

    /// <param name="standIn">Whether the native part is the stand-in's, which the official package has no use for.</param>
    public SanitizerFactAttribute(bool standIn = false) =>
        Skip = standIn && StandInFactAttribute.IsOfficial ? "the official package brings its own native part" : Reason.Value;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, and what it wrote to both of its outputs.</returns>
    /// <exception cref="TimeoutException">It took too long, and was ended.</exception>
    public static (int ExitCode, string Output) Run(string program, IEnumerable<string> arguments, TimeSpan limit, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var outputs = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {limit.TotalSeconds} s.");
        }

        return (process.ExitCode, string.Concat(outputs.GetAwaiter().GetResult()));
    }

    private static string? Missing()
    {
        var folder = Directory.CreateTempSubdirectory("sanitizers-");
        try
        {
            var source = Path.Combine(folder.FullName, "empty.cpp");
            File.WriteAllText(source, "int main() {}");
            if (Run("cmake", ["--version"], TimeSpan.FromSeconds(30)).ExitCode != 0)
                return "CMake does not run";
            var program = Path.Combine(folder.FullName, "empty");
            return Run("g++", ["-fsanitize=address,undefined", source, "-o", program], TimeSpan.FromSeconds(60)).ExitCode != 0
                ? "g++ has no address and undefined-behaviour sanitizers here"
                : null;
        }
        catch (Win32Exception missing)
        {
            return missing.Message;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
