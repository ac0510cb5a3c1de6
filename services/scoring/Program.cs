using Inpaint.Scoring;

ScoringHost.Build(args).Run();
