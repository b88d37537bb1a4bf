# Start-up alone; what the others cost beyond it is what is compared.
