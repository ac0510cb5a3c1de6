using Inpaint.Tests.EndToEnd.Support;

namespace Inpaint.Tests.EndToEnd;

[Collection(SuiteCollection.Name)]
public sealed class PythonClientTests(SuiteFixture suite)
{
    [PythonFact]
    public async Task Python_client_with_generated_code_completes_a_picture_through_the_gateway()
    {
        string generated = Directory.CreateDirectory(Path.Combine(suite.Folder, "python")).FullName;
        string protos = Path.Combine(SharedData.Root, "protos");
        IEnumerable<string> contracts = Directory.GetFiles(Path.Combine(protos, "inpaint", "v1"), "*.proto");
        Command.Result compiled = await Command.RunAsync(
            PythonFactAttribute.Compiler,
            [$"-I{protos}", $"--python_out={generated}", $"--grpc_python_out={generated}", $"--plugin=protoc-gen-grpc_python={PythonFactAttribute.Plugin}", .. contracts]);
        Assert.True(compiled.ExitCode == 0, compiled.Error);

        Command.Result completed = await Command.RunAsync(
            PythonFactAttribute.Python,
            [Path.Combine(AppContext.BaseDirectory, "Python", "complete.py"), new Uri(suite.Address).Authority, "unet", "128", "80"],
            new Dictionary<string, string> { ["PYTHONPATH"] = generated });
        Assert.True(completed.ExitCode == 0, completed.Error);
        string[] lines = completed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("queued", lines[0]);
        Assert.Equal("started", lines[1]);
        Assert.Equal(["result", "known pixels unchanged", "NOT_FOUND"], lines[^3..]);
    }
}
