using Inpaint.Models;
using Inpaint.Serving.Shelf;
using Inpaint.Tests.Unit.Serving.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inpaint.Tests.Unit.Serving.Generators;

public sealed class ModelShelfTests : IDisposable
{
    private readonly StubModels _models = new() { Digests = { ["a"] = "a1", ["b"] = "b1", ["c"] = "c1" } };
    private readonly ModelShelf<ICompletionModel> _shelf;

    public ModelShelfTests() => _shelf = new ModelShelf<ICompletionModel>(_models, new ModelShelfOptions { MaxOpen = 2 }, NullLogger<ModelShelf<ICompletionModel>>.Instance);

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task Opened_once_and_warmed_up_however_many_ask()
    {
        ModelLease<ICompletionModel>[] leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => LeaseAsync("a")));

        StubModels.StubModel model = Assert.Single(_models.Opened);
        Assert.Equal(1, model.Completed);
        Assert.All(leases, lease => Assert.Same(leases[0].Served, lease.Served));
    }

    [Fact]
    public async Task Least_used_is_closed_when_too_many_are_open()
    {
        (await LeaseAsync("a")).Dispose();
        (await LeaseAsync("b")).Dispose();
        (await LeaseAsync("a")).Dispose();

        (await LeaseAsync("c")).Dispose();

        Assert.Equal(["a", "c"], _shelf.OpenNames);
        await EventuallyAsync(() => _models.Opened[1].IsDisposed);
        Assert.False(_models.Opened[0].IsDisposed);
    }

    [Fact]
    public async Task Model_in_use_stays_open_until_the_last_lease_ends()
    {
        ModelLease<ICompletionModel> lease = await LeaseAsync("a");
        using ModelLease<ICompletionModel>? shared = lease.Served.TryShare();

        lease.Served.Retire();
        Assert.Null(lease.Served.TryLease());
        lease.Dispose();
        Assert.False(_models.Opened[0].IsDisposed);
        shared!.Dispose();

        Assert.True(_models.Opened[0].IsDisposed);
        Assert.Null(lease.Served.TryShare());
    }

    [Fact]
    public async Task New_revision_takes_over_and_the_old_one_is_closed()
    {
        (await LeaseAsync("a")).Dispose();
        _models.Digests["a"] = "a2";

        await _shelf.RefreshAsync(CancellationToken.None).DefaultTimeout();

        using ModelLease<ICompletionModel> lease = await LeaseAsync("a");
        Assert.Equal("a2", lease.Model.Info.WeightsDigest);
        Assert.Equal((true, false), (_models.Opened[0].IsDisposed, _models.Opened[1].IsDisposed));
        Assert.Equal(1, _models.Opened[1].Completed);
    }

    [Fact]
    public async Task Bad_revision_leaves_the_old_one_serving_and_is_tried_once()
    {
        (await LeaseAsync("a")).Dispose();
        _models.Digests["a"] = "bad";
        _models.Damaged.Add("bad");

        await _shelf.RefreshAsync(CancellationToken.None).DefaultTimeout();
        _models.Damaged.Clear();
        await _shelf.RefreshAsync(CancellationToken.None).DefaultTimeout();

        using (ModelLease<ICompletionModel> lease = await LeaseAsync("a"))
            Assert.Equal("a1", lease.Model.Info.WeightsDigest);
        _models.Digests["a"] = "a3";
        await _shelf.RefreshAsync(CancellationToken.None).DefaultTimeout();
        using (ModelLease<ICompletionModel> lease = await LeaseAsync("a"))
            Assert.Equal("a3", lease.Model.Info.WeightsDigest);
    }

    [Fact]
    public async Task Model_whose_manifest_went_away_goes_on_serving()
    {
        (await LeaseAsync("a")).Dispose();
        _models.Digests.Remove("a");

        await _shelf.RefreshAsync(CancellationToken.None).DefaultTimeout();

        using ModelLease<ICompletionModel> lease = await LeaseAsync("a");
        Assert.Equal("a1", lease.Model.Info.WeightsDigest);
    }

    [Fact]
    public async Task Model_that_cannot_be_opened_is_tried_anew_by_the_next_request()
    {
        _models.Damaged.Add("a1");
        await Assert.ThrowsAsync<ModelException>(() => LeaseAsync("a"));
        _models.Damaged.Clear();

        using ModelLease<ICompletionModel> lease = await LeaseAsync("a");

        Assert.Equal("a1", lease.Model.Info.WeightsDigest);
    }

    [Fact]
    public async Task Unknown_model_is_not_found()
    {
        ModelException exception = await Assert.ThrowsAsync<ModelException>(() => LeaseAsync("z"));

        Assert.Equal(ModelErrorKind.NotFound, exception.Kind);
        Assert.Empty(_shelf.OpenNames);
    }

    private Task<ModelLease<ICompletionModel>> LeaseAsync(string name) => _shelf.LeaseAsync(name, CancellationToken.None).DefaultTimeout();

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(5, limit.Token);
    }
}
