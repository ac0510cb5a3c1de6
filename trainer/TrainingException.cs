namespace Inpaint.Trainer;

/// <summary>What ends a run: the message is what a person reads in the run's error.</summary>
/// <param name="message">What happened.</param>
/// <param name="innerException">What it came from.</param>
public sealed class TrainingException(string message, Exception? innerException = null) : Exception(message, innerException);
