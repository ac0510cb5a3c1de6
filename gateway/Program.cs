using Inpaint.Gateway;

await GatewayHost.Build(args).RunAsync();
