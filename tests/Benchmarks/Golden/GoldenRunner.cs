using System.Reflection;
using Inpaint.Tests.Unit.Golden;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Inpaint.Benchmarks.Golden;

/// <summary>Runs the unit tests that are runners of reference cases, by xunit's own executor: fixtures, collections and disposal as in the tests.</summary>
internal static class GoldenRunner
{
    /// <summary>Runs all cases of all kinds that have a runner.</summary>
    /// <param name="finished">Takes kind, path and, where the case failed or was skipped, the reason. Called one at a time.</param>
    /// <param name="cancellationToken">Stops after the cases that run.</param>
    public static void Run(Action<string, string, string?> finished, CancellationToken cancellationToken)
    {
        var assembly = typeof(KindTests).Assembly;
        using var framework = new XunitTestFramework(new NullMessageSink());
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        var cases = new CaseDiscovery();
        discoverer.Find(includeSourceInformation: false, cases, new RunnerOptions());
        cases.Wait();

        using var executor = framework.GetExecutor(assembly.GetName());
        var run = new CaseRun(finished, cancellationToken);
        executor.RunTests(cases.Found, run, new RunnerOptions());
        run.Wait();
        cancellationToken.ThrowIfCancellationRequested();
    }

    // A method with several kinds is one runner for all of them; the path tells which.
    private static bool IsRunner(ITestCase testCase) =>
        testCase.TestMethod.Method.ToRuntimeMethod()?.GetCustomAttributes<GoldenCasesAttribute>().Any() == true;

    private sealed class CaseDiscovery : LongLivedMarshalByRefObject, IMessageSink
    {
        private readonly ManualResetEventSlim _done = new();

        public List<ITestCase> Found { get; } = [];

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage discovered && IsRunner(discovered.TestCase))
                Found.Add(discovered.TestCase);
            else if (message is IDiscoveryCompleteMessage)
                _done.Set();
            return true;
        }

        public void Wait() => _done.Wait();
    }

    private sealed class CaseRun(Action<string, string, string?> finished, CancellationToken cancellationToken) : LongLivedMarshalByRefObject, IMessageSink
    {
        private readonly ManualResetEventSlim _done = new();
        private readonly Lock _one = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestPassed passed:
                    Finish(passed.TestCase, failure: null);
                    break;
                case ITestFailed failed:
                    Finish(failed.TestCase, failed.Messages.FirstOrDefault() ?? "failed");
                    break;
                case ITestSkipped skipped:
                    Finish(skipped.TestCase, $"skipped: {skipped.Reason}");
                    break;
                case ITestAssemblyFinished:
                    _done.Set();
                    break;
            }

            return !cancellationToken.IsCancellationRequested;
        }

        public void Wait() => _done.Wait();

        private void Finish(ITestCase testCase, string? failure)
        {
            var path = (string)testCase.TestMethodArguments[0];
            lock (_one)
            {
                finished(GoldenFolder.KindOf(path), path, failure);
            }
        }
    }

    // xunit's options are a bag of named values; its own defaults hold where there is none.
    private sealed class RunnerOptions : LongLivedMarshalByRefObject, ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = [];

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
