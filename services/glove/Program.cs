using Inpaint.Glove;

GloveHost.Build(args).Run();
