using System.Runtime.CompilerServices;
using Inpaint.Client.Streams;
using Inpaint.V1;

namespace Inpaint.Client;

public sealed partial class InpaintClient
{
    /// <summary>The recipes that can be run.</summary>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<Recipe>> ListRecipesAsync(CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ListRecipesResponse response = await AnswerAsync(
            _training.ListRecipesAsync(new ListRecipesRequest(), _calls.Short(settings, cancellationToken)), cancellationToken);
        return response.Recipes;
    }

    /// <summary>Starts a run, or goes on with one. Without a request_id it is given one, so that a repeated call cannot start a second run.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call, not the run.</param>
    public async Task<Run> StartRunAsync(StartRunRequest request, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        StartRunRequest identified = request.Clone();
        if (identified.RequestId.Length == 0)
            identified.RequestId = Guid.NewGuid().ToString("N");
        StartRunResponse response = await AnswerAsync(_training.StartRunAsync(identified, _calls.Short(settings, cancellationToken)), cancellationToken);
        return response.Run;
    }

    /// <summary>One run as it stands, with its curves as a PNG.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Run> GetRunAsync(string runId, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        GetRunResponse response = await AnswerAsync(
            _training.GetRunAsync(new GetRunRequest { RunId = runId }, _calls.Short(settings, cancellationToken)), cancellationToken);
        return response.Run;
    }

    /// <summary>All runs, newest first, page by page as they are read.</summary>
    /// <param name="settings">Time limit of a page; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async IAsyncEnumerable<Run> ListRunsAsync(CallSettings? settings = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string page = "";
        do
        {
            ListRunsResponse response = await AnswerAsync(
                _training.ListRunsAsync(new ListRunsRequest { PageToken = page }, _calls.Short(settings, cancellationToken)), cancellationToken);
            foreach (Run run in response.Runs)
                yield return run;
            page = response.NextPageToken;
        }
        while (page.Length > 0);
    }

    /// <summary>One run as it goes, until it ends.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="firstStep">The first step to tell of; 0: from the beginning.</param>
    /// <param name="settings">Time limit; null: none.</param>
    /// <param name="cancellationToken">Stops watching; the run goes on.</param>
    public IAsyncEnumerable<WatchRunResponse> WatchRunAsync(
        string runId, long firstStep = 0, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        var request = new WatchRunRequest { RunId = runId, FirstStep = firstStep };
        return ResponseStream.ReadAsync(token => _training.WatchRun(request, _calls.Long(settings, token)), cancellationToken);
    }

    /// <summary>Stops a run within one step; it can be resumed.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="settings">Time limit; null: the client's own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Run> CancelRunAsync(string runId, CallSettings? settings = null, CancellationToken cancellationToken = default)
    {
        CancelRunResponse response = await AnswerAsync(
            _training.CancelRunAsync(new CancelRunRequest { RunId = runId }, _calls.Short(settings, cancellationToken)), cancellationToken);
        return response.Run;
    }
}
