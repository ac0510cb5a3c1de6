namespace Inpaint.Serving.Generators;

/// <summary>Lets the shelf look for new revisions, again and again.</summary>
internal sealed class ModelRefresher(ModelShelf shelf, ModelShelfOptions options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.RefreshInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await shelf.RefreshAsync(stoppingToken);
    }
}
