using Inpaint.Parametric;

ParametricHost.Build(args).Run();
