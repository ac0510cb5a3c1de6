using Inpaint.Models;
using Inpaint.Serving.Shelf;
using Inpaint.Tests.Unit.Serving.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Inpaint.Tests.Unit.Serving.Generators;

public sealed class ModelCatalogTests : IDisposable
{
    private static readonly ModelShelfOptions Options = new() { RefreshInterval = TimeSpan.FromSeconds(2) };
    private readonly StubModels _models = new();
    private readonly ManualTime _time = new();
    private readonly ModelShelf<ICompletionModel> _shelf;
    private readonly ModelCatalog<ICompletionModel> _catalog;

    public ModelCatalogTests()
    {
        _shelf = new ModelShelf<ICompletionModel>(_models, Options, NullLogger<ModelShelf<ICompletionModel>>.Instance);
        _catalog = new ModelCatalog<ICompletionModel>(_models, _shelf, Options, _time, NullLogger<ModelCatalog<ICompletionModel>>.Instance);
    }

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public void First_model_is_the_default_as_soon_as_it_is_there()
    {
        Assert.Null(_catalog.DefaultName);
        _models.Digests.Add("b", "b1");
        Assert.Equal("b", _catalog.DefaultName);
    }

    [Fact]
    public void Folder_is_looked_at_once_a_refresh_interval()
    {
        _models.Digests.Add("b", "b1");
        Assert.Equal("b", _catalog.DefaultName);
        _models.Digests.Add("a", "a1");

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal("b", _catalog.DefaultName);
        _time.Advance(TimeSpan.FromSeconds(.1));
        Assert.Equal("a", _catalog.DefaultName);
    }

    [Fact]
    public void Model_that_is_no_longer_there_goes_on_being_the_default()
    {
        _models.Digests.Add("b", "b1");
        Assert.Equal("b", _catalog.DefaultName);
        _models.Digests.Clear();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("b", _catalog.DefaultName);
    }
}
