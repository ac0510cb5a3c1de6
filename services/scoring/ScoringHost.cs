using Inpaint.Serving;

namespace Inpaint.Scoring;

/// <summary>The scoring service as a host of its own.</summary>
public static class ScoringHost
{
    /// <summary>Builds the service, ready to be run.</summary>
    /// <param name="args">Command line, for example <c>--urls http://127.0.0.1:5005</c>.</param>
    public static WebApplication Build(string[] args)
    {
        WebApplication app = InpaintHost.Create(args, "scoring").Build().MapServiceDefaults();
        app.MapGrpcService<PairScoringService>();
        return app;
    }
}
