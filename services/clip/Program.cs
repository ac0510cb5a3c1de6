using Inpaint.Clip;

ClipHost.Build(args).Run();
