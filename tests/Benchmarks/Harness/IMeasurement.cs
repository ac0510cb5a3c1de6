namespace Inpaint.Benchmarks.Harness;

/// <summary>One named measurement: figures of one run, each a ratio or a count, beside the bounds that it must keep.</summary>
internal interface IMeasurement
{
    /// <summary>Name by which <c>deploy/measure</c> runs it.</summary>
    string Name { get; }

    /// <summary>What is measured against what, in a sentence.</summary>
    string Summary { get; }

    /// <summary>Measures. Called on a thread of its own, to which everything that is timed keeps, as inference keeps to its own.</summary>
    /// <param name="log">Takes lines for a person who waits; they go to standard error.</param>
    /// <param name="cancellationToken">Ends the measurement early.</param>
    MeasurementReport Run(Action<string> log, CancellationToken cancellationToken);
}
