namespace Inpaint.Serving.Shelf;

/// <summary>Lets the shelf look for new revisions, again and again.</summary>
internal sealed class ModelRefresher<TModel>(ModelShelf<TModel> shelf, ModelShelfOptions options, TimeProvider time) : BackgroundService
    where TModel : class, IDisposable
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.RefreshInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await shelf.RefreshAsync(stoppingToken);
    }
}
