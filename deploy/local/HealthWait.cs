using System.Net;

namespace Inpaint.Local;

/// <summary>Waits until services answer their health page with 200.</summary>
internal static class HealthWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="TimeoutException">A service was not healthy in time; the message names it.</exception>
    public static async Task UntilServingAsync(
        IEnumerable<(string Name, Uri Address)> services, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var http = new HttpClient
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var timeout = new CancellationTokenSource(limit);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        foreach ((string name, Uri address) in services)
        {
            try
            {
                while (!await IsServingAsync(http, new Uri(address, "/health"), linked.Token))
                    await Task.Delay(Pause, linked.Token);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested)
            {
                throw new TimeoutException($"The service '{name}' was not healthy within {limit.TotalSeconds} s.");
            }
        }
    }

    private static async Task<bool> IsServingAsync(HttpClient http, Uri page, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(page, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
