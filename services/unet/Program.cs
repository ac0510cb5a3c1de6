using Inpaint.Unet;

UnetHost.Build(args).Run();
