using Inpaint.Vae;

VaeHost.Build(args).Run();
