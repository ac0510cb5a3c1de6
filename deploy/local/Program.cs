using Inpaint.Local;

return await LocalCommand.RunAsync(args);
