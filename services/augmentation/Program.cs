using Inpaint.Augmentation;

AugmentationHost.Build(args).Run();
